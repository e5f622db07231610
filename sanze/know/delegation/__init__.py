"""Published entrustment of inspection and penalty powers, department → township station (执法权委托, K9)."""
