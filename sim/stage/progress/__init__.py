"""Progress: what to practise next, how it goes, readiness and the certificate; and who plays."""
