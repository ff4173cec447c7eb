# The ladder: every rung of the house and what it may use, from the ground up.
#
# A rung is a folder under glia/ and becomes the link target glia_<rung>. USES are the rungs whose
# headers it may include, all on lower floors; its tests may also include what TESTS_USE names.
# LINKS are libraries from outside. One declaration, one line: tools/check_ladder reads this file
# too, and refuses every include that is not declared here.

glia_floor(0)
glia_rung(base LINKS Threads::Threads)

glia_floor(1)
glia_rung(kernels USES base)
glia_rung(words USES base)
glia_rung(fetch USES base LINKS ${CMAKE_DL_LIBS})

glia_floor(2)
glia_rung(tensor USES base kernels)

glia_floor(3)
glia_rung(graph USES base kernels tensor)

glia_floor(4)
glia_rung(program USES base kernels tensor graph)

glia_floor(5)
glia_rung(nn USES base kernels tensor graph program)
glia_rung(loss USES base kernels tensor graph program)
glia_rung(optim USES base kernels tensor graph program)
glia_rung(data USES base kernels tensor LINKS ZLIB::ZLIB PNG::PNG JPEG::JPEG)

glia_floor(6)
glia_rung(train USES base kernels tensor graph program nn loss optim data)

glia_floor(7)
glia_rung(formats USES base kernels tensor graph program nn loss optim data train)
glia_rung(classic USES base kernels tensor graph program nn loss optim data train)

glia_floor(8)
glia_rung(session USES base kernels tensor graph program nn loss optim data train formats classic fetch)

glia_floor(9)
glia_rung(lesson USES base kernels tensor graph program nn loss optim data train formats classic session)

glia_floor(10)
glia_app(cli USES base kernels tensor graph program nn loss optim data train formats classic session lesson words fetch)
glia_app(reference USES base kernels tensor graph program nn loss optim data train formats classic session)
