"""The look of Gradio's own components, so that they match ``style.css``; local fonts only."""

from __future__ import annotations

import gradio as gr

FONTS = ["Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif"]


def build_theme() -> gr.themes.Base:
    """Plain surfaces; the colours are the custom properties that ``style.css`` defines for both modes."""
    same_in_both = {
        "body_background_fill": "var(--ground)",
        "body_text_color": "var(--ink)",
        "background_fill_primary": "var(--paper)",
        "background_fill_secondary": "var(--ground)",
        "border_color_primary": "var(--line)",
        "block_background_fill": "transparent",
        "block_label_text_color": "var(--ink-soft)",
        "block_title_text_color": "var(--ink-soft)",
        "input_background_fill": "var(--paper)",
        "input_background_fill_focus": "var(--paper)",
        "input_border_color": "var(--edge)",
        "input_border_color_focus": "var(--accent)",
        "input_placeholder_color": "var(--ink-soft)",
        "button_primary_background_fill": "var(--accent-fill)",
        "button_primary_background_fill_hover": "var(--accent-fill-strong)",
        "button_primary_text_color": "var(--on-accent)",
        "button_primary_text_color_hover": "var(--on-accent)",
        "button_primary_border_color": "transparent",
    }
    theme = gr.themes.Base(font=FONTS, font_mono=FONTS, text_size="lg", radius_size="md")
    return theme.set(
        **same_in_both,
        **{f"{name}_dark": value for name, value in same_in_both.items()},
        block_border_width="0px",
        block_shadow="none",
        input_shadow="none",
        input_shadow_focus="none",
    )
