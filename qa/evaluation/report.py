"""One HTML file with the plots and tables of an evaluation; it asks no other host for anything."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

import numpy as np

from qa.evaluation.measures import MEASURES
from qa.evaluation.results import Result

BARS = ("Success@1", "Success@5", "nDCG@10")
BINS = 5  # of confidence
INK, SOFT = "#1f2937", "#64748b"
COLOURS = ("#1d5a91", "#c2410c", "#0f766e", "#7c3aed", "#b45309", "#be185d", "#4d7c0f", "#475569")


Calibration = dict[str, list[tuple[float, bool]]]  # dataset -> confidence, whether the question has an answer


def html(results: Sequence[Result], calibration: Calibration | None = None) -> str:
    """The report; ``calibration`` holds the confidences of ``PolicyQA.ask``."""
    import jinja2

    template = files("qa.evaluation").joinpath("report.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    plots = [("Recall at depth k", _plot(_recall, results))]
    for dataset in dict.fromkeys(result["dataset"] for result in results):
        own = [result for result in results if result["dataset"] == dataset]
        if len(own[0]["figures"]) > 1:
            plots.append((f"{dataset}: by type and language, with 95 % intervals", _plot(_bars, own, len(BARS))))
    for dataset, confidences in (calibration or {}).items():
        title = f"{dataset}: confidence against how often the documents answer"
        plots.append((title, _plot(_calibration, confidences)))
    timed = [result for result in _once_per_dataset(results) if "milliseconds" in result]
    if timed:
        plots.append(("Milliseconds per query: all signals and the ranking", _plot(_latency, timed)))
    return environment.from_string(template).render(results=results, plots=plots, measures=MEASURES, timed=timed)


def _once_per_dataset(results: Sequence[Result]) -> list[Result]:
    return list({result["dataset"]: result for result in reversed(results)}.values())[::-1]


def _plot(draw: Callable[[Any, Any], None], data: Any, panels: int = 1) -> str:
    """A drawing as inline SVG, its letters as shapes: readable wherever it is opened."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context({
        "svg.fonttype": "path", "svg.hashsalt": "policy-qa", "font.size": 10, "axes.edgecolor": SOFT,
        "axes.labelcolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False,
        "axes.spines.right": False, "font.sans-serif": ["Noto Sans CJK SC", "Noto Sans CJK JP", "DejaVu Sans"],
    }):  # fmt: skip
        figure = Figure(figsize=(9, 3.6 if panels == 1 else 2.1 * panels), layout="constrained")
        draw(figure.subplots(panels, sharex=True), data)
        buffer = io.StringIO()
        figure.savefig(
            buffer,
            format="svg",
            metadata={"Date": None, "Creator": None, "Type": None, "Format": None},
            transparent=True,
        )
    svg = buffer.getvalue()
    return svg[svg.index("<svg") :]


def _recall(axes: Any, results: Sequence[Result]) -> None:
    for number, result in enumerate(results):
        depths = [int(depth) for depth in result["recall_curve"]]
        axes.plot(
            depths, list(result["recall_curve"].values()), marker="o", markersize=3.5, linewidth=1.8,
            color=COLOURS[number % len(COLOURS)], linestyle=("-", "--", ":")[number // len(COLOURS) % 3],
            label=f"{result['dataset']}, {result['retriever']}",
        )  # fmt: skip
    axes.set(xscale="log", xlabel="k", ylabel="recall@k", ylim=(0, 1.02))
    ticks = sorted({int(depth) for result in results for depth in result["recall_curve"]} & {1, 2, 5, 10, 20, 50, 100})
    axes.set_xticks(ticks, [str(tick) for tick in ticks], minor=False)
    axes.minorticks_off()
    axes.grid(axis="y", color="#e2e8f0")
    axes.legend(frameon=False, fontsize=9, loc="center left", bbox_to_anchor=(1.01, 0.5))


def _bars(panels: Any, results: Sequence[Result]) -> None:
    """One panel a measure, the retrievers of one dataset side by side."""
    groups = list(results[0]["figures"])
    width = 0.8 / len(results)
    for axes, name in zip(panels, BARS, strict=True):
        for number, result in enumerate(results):
            values = np.array([result["figures"][group][name] for group in groups])
            low, high = np.array([result["intervals"][group][name] for group in groups]).T
            places = np.arange(len(groups)) + (number - (len(results) - 1) / 2) * width
            axes.bar(places, values, width * 0.9, color=COLOURS[number % len(COLOURS)], label=result["retriever"])
            errors = np.maximum(np.stack([values - low, high - values]), 0)
            axes.errorbar(places, values, errors, fmt="none", ecolor=INK, elinewidth=0.8, capsize=1.5)
        axes.set(ylim=(0, 1.05), ylabel=name)
        axes.grid(axis="y", color="#e2e8f0")
        axes.set_axisbelow(True)
    named = ["\n".join(group.removeprefix("type ").split()) for group in groups]
    sizes = [results[0]["figures"][group]["queries"] for group in groups]
    labels = [f"{name}\n({size})" for name, size in zip(named, sizes, strict=True)]
    panels[-1].set_xticks(range(len(groups)), labels, fontsize=8.5)
    panels[0].legend(frameon=False, fontsize=9, ncols=len(results), loc="lower center", bbox_to_anchor=(0.5, 1.0))


def _calibration(axes: Any, confidences: Sequence[tuple[float, bool]]) -> None:
    stated = np.array([confidence for confidence, _ in confidences])
    answerable = np.array([answers for _, answers in confidences], dtype=float)
    bin_of = np.minimum((stated * BINS).astype(int), BINS - 1)
    axes.plot([0, 1], [0, 1], color=SOFT, linestyle="--", linewidth=1, label="perfectly calibrated")
    found = [bin_of == number for number in range(BINS) if (bin_of == number).any()]
    means = [(stated[inside].mean(), answerable[inside].mean(), int(inside.sum())) for inside in found]
    axes.plot([m[0] for m in means], [m[1] for m in means], marker="o", color=COLOURS[0], label="questions")
    for x, y, count in means:
        axes.annotate(f"{count}", (x, y), textcoords="offset points", xytext=(0, -14), ha="center", fontsize=8.5)
    axes.set(xlim=(0, 1), ylim=(-0.08, 1.05), xlabel="confidence", ylabel="share with an answer")
    axes.legend(frameon=False, fontsize=9, loc="upper left")


def _latency(axes: Any, results: Sequence[Result]) -> None:
    longest = max(float(np.percentile(result["milliseconds"]["each"], 99)) for result in results)
    edges = np.linspace(0, max(longest, 1.0), 40)
    for number, result in enumerate(results):
        axes.hist(
            np.clip(result["milliseconds"]["each"], 0, edges[-1]), edges, histtype="step", linewidth=1.8,
            color=COLOURS[number % len(COLOURS)], label=result["dataset"],
        )  # fmt: skip
    axes.set(xlabel="milliseconds", ylabel="queries", xlim=(0, edges[-1]))
    axes.legend(frameon=False, fontsize=9)
