"""Every write of teams: enforcement teams with their members, patrol teams with their seats, money and enterprises."""
