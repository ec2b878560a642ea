//! In which order the children stand.

use super::table::Seats;
use super::words::ChildKey;

/// That of their seats, until a child is put elsewhere.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// By seat. Only where the order is another.
    ranks: Option<Vec<u32>>,
}

impl Order {
    pub(super) fn rank(&self, index: u32) -> u32 {
        let ranks = self.ranks.as_ref();
        let rank = ranks.and_then(|ranks| ranks.get(index as usize));
        rank.copied().unwrap_or(index)
    }

    /// From now on the children stand like this.
    pub(super) fn set(&mut self, children: &[ChildKey]) {
        if children.is_sorted_by_key(|key| key.index) {
            self.ranks = None;
            return;
        }
        let seats = children.iter().map(|key| key.index as usize + 1).max();
        let mut ranks = vec![u32::MAX; seats.unwrap_or(0)];
        for (rank, key) in (0_u32..).zip(children) {
            ranks[key.index as usize] = rank;
        }
        self.ranks = Some(ranks);
    }

    /// The seat of the member that stands before all others.
    pub(super) fn first(&self, set: &mut Seats) -> Option<u32> {
        match &self.ranks {
            None => set.first(),
            Some(_) => set.iter().min_by_key(|&index| self.rank(index)),
        }
    }

    /// The seat of the member that stands behind all others.
    pub(super) fn last(&self, set: &mut Seats) -> Option<u32> {
        match &self.ranks {
            None => set.last(),
            Some(_) => set.iter().max_by_key(|&index| self.rank(index)),
        }
    }
}
