"""What played calls say together: what to practise next, how it goes, readiness, the certificate. Pure rules.

Days are whole numbers (days since 1 January 1970 where the trainee is), handed in by whoever has a clock.
"""
