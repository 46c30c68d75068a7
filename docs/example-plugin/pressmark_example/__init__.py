"""An example of a plug-in: a reader, an exporter and a command."""
