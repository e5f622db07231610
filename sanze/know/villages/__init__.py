"""Safe villages: the village's safety group, and its way from self-assessment over review to award (安全乡村, K11)."""
