"""Pictures of pipelines: what is drawn (`graph`, `build`), and one module for each format that draws it."""
