"""The report: what the archive holds and lacks, as one page that needs nothing else."""
