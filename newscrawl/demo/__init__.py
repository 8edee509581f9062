"""The bundled demo newspaper «چکاوک»: a made-up Persian news site with the markup of real ones.

``python -m newscrawl.demo`` serves it on the loopback interface. See ``docs/demo.md``.
"""
