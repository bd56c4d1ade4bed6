"""The evaluator's workbench: datasets, runs, measures with intervals, comparisons, reports."""
