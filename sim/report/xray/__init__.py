"""The findings of `xray` as text, page and values."""
