%{ if on }
A
%{ endif }
%{~ if on }
B
%{ endif ~}
C
