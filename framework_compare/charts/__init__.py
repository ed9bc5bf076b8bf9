"""One chart for each question: a frame goes in, a Vega-Lite specification comes out."""
