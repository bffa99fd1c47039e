"""The facilitator's pages in the browser: what stands on them (figures), the pages (pages, routes), play together."""
