"""The demo shop's template, style sheet, pictures and words."""
