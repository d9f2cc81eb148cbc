x
  %{~ if a == 1 ~}
  one
  %{~ endif ~}
  y
