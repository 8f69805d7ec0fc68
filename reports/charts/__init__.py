"""Pictures of published figures: one specification, drawn as SVG, by plotly and as a table."""
