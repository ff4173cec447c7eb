# The ladder: every rung of the house and what it may use. One line, one rung, from the ground up.
#
# A rung is a folder under glia/ and becomes the link target glia_<rung>. USES are the rungs whose
# headers it may include; its tests may also include what TESTS_USE names. LINKS are libraries from
# outside. tools/check_ladder reads this same file and refuses an include that is not declared here.

glia_rung(base LINKS Threads::Threads)
glia_rung(kernels USES base)
glia_rung(tensor USES base kernels)
glia_rung(graph USES base kernels tensor)
glia_rung(program USES base kernels tensor graph)
glia_rung(nn USES base kernels tensor graph TESTS_USE program)
glia_rung(loss USES base kernels tensor graph TESTS_USE program)
glia_rung(optim USES base kernels tensor graph TESTS_USE program)
glia_rung(data USES base kernels tensor LINKS ZLIB::ZLIB)
glia_rung(train USES base kernels tensor graph program nn loss optim data)
glia_rung(formats USES base kernels tensor graph program nn loss optim data train)
glia_rung(classic USES base kernels tensor graph program nn loss optim data train)
glia_rung(session USES base kernels tensor graph program nn loss optim data train formats classic)
