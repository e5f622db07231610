"""Leaders' visits (领导包保走访): listed enterprises each quarter, and down to mines, workshops and sites."""
