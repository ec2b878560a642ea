//! Pictures of what was measured, as SVG in `target/bench`.

use std::path::{Path, PathBuf};

use plotters::prelude::*;

use crate::Failure;
use crate::report::Row;

pub(crate) const DIR: &str = "target/bench";

const COLORS: [RGBColor; 7] = [
    RGBColor(120, 120, 120),
    RGBColor(214, 69, 65),
    RGBColor(38, 110, 180),
    RGBColor(230, 150, 30),
    RGBColor(90, 160, 80),
    RGBColor(140, 90, 170),
    RGBColor(80, 170, 170),
];

fn path(name: &str) -> Result<PathBuf, Failure> {
    std::fs::create_dir_all(DIR)?;
    Ok(Path::new(DIR).join(format!("{name}.svg")))
}

/// A cost against a size, a line for each contender; both axes are logarithmic.
pub(crate) fn curve(rows: &[&Row], axis: &str) -> Result<(), Failure> {
    let path = path(rows[0].metric)?;
    let area = SVGBackend::new(&path, (720, 420)).into_drawing_area();
    area.fill(&WHITE)?;
    let sizes = rows.iter().map(|row| as_f64(row.size));
    let (first, last) = (as_f64(rows[0].size), sizes.fold(1.0, f64::max));
    let costs = rows
        .iter()
        .flat_map(|row| &row.entries)
        .map(|entry| entry.median);
    let (low, high) = costs.fold((f64::MAX, 1.0), |(low, high): (f64, f64), cost| {
        (low.min(cost.max(1.0)), high.max(cost))
    });
    let mut chart = ChartBuilder::on(&area)
        .caption(rows[0].what, ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(44)
        .y_label_area_size(70)
        .build_cartesian_2d(
            (first..last).log_scale(),
            (low / 2.0..high * 2.0).log_scale(),
        )?;
    chart
        .configure_mesh()
        .x_desc(axis)
        .x_label_formatter(&|size| format!("{size:.0}"))
        .y_label_formatter(&|cost| format!("{cost:.0}"))
        .y_desc(rows[0].unit)
        .light_line_style(TRANSPARENT)
        .draw()?;
    for (entry, color) in rows[0].entries.iter().zip(COLORS) {
        let of = |row: &&Row| {
            let found = row
                .entries
                .iter()
                .find(|other| other.contender == entry.contender)?;
            Some((as_f64(row.size), found.median))
        };
        let points: Vec<_> = rows.iter().filter_map(of).collect();
        chart
            .draw_series(LineSeries::new(points, color.stroke_width(2)).point_size(3))?
            .label(entry.contender)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE)
        .border_style(BLACK.mix(0.3))
        .draw()?;
    area.present()?;
    Ok(())
}

/// The ratios of all contenders, a group of bars for each metric, on a logarithmic scale.
pub(crate) fn ratios(rows: &[Row]) -> Result<(), Failure> {
    let rows: Vec<&Row> = rows.iter().filter(|row| row.entries.len() > 1).collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut contenders: Vec<&str> = Vec::new();
    for entry in rows.iter().flat_map(|row| &row.entries) {
        let compared_with = rows
            .iter()
            .any(|row| row.entries[0].contender == entry.contender);
        if !compared_with && !contenders.contains(&entry.contender) {
            contenders.push(entry.contender);
        }
    }
    let path = path("ratios")?;
    let width = (120 + 60 * u32::try_from(rows.len())?).max(720);
    let area = SVGBackend::new(&path, (width, 420)).into_drawing_area();
    area.fill(&WHITE)?;
    let all = rows
        .iter()
        .flat_map(|row| &row.entries)
        .map(|entry| entry.ratio);
    let high = all.fold(2.0, f64::max);
    let mut chart = ChartBuilder::on(&area)
        .caption(
            "Cost relative to hand-written tokio (lower is better)",
            ("sans-serif", 18),
        )
        .margin(12)
        .x_label_area_size(30)
        .y_label_area_size(50)
        .build_cartesian_2d(0.0..as_f64(rows.len()), (0.2..high * 1.5).log_scale())?;
    let label = |at: &f64| {
        let row = rows
            .iter()
            .enumerate()
            .find(|(index, _)| (as_f64(*index) + 0.5 - at).abs() < 0.01);
        row.map_or(String::new(), |(_, row)| row.metric.to_owned())
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .x_labels(rows.len() * 2 + 1)
        .x_label_formatter(&label)
        .light_line_style(TRANSPARENT)
        .draw()?;
    let share = 0.8 / as_f64(contenders.len());
    for (place, contender) in contenders.iter().enumerate() {
        let color = COLORS[(place + 1) % COLORS.len()];
        let bar = |(index, row): (usize, &&Row)| {
            let entry = row
                .entries
                .iter()
                .find(|entry| entry.contender == *contender)?;
            let left = as_f64(index) + 0.1 + share * as_f64(place);
            Some(Rectangle::new(
                [(left, 1.0), (left + share, entry.ratio)],
                color.filled(),
            ))
        };
        chart
            .draw_series(rows.iter().enumerate().filter_map(bar))?
            .label(*contender)
            .legend(move |(x, y)| Rectangle::new([(x, y - 4), (x + 12, y + 4)], color.filled()));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperRight)
        .background_style(WHITE)
        .border_style(BLACK.mix(0.3))
        .draw()?;
    area.present()?;
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "for a picture")]
fn as_f64(number: usize) -> f64 {
    number as f64
}
