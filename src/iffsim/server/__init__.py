"""A class on its own devices: a small web server beside the window, in a process of its own.

The window's side (`seen`, `page`, `process`) decides what the class may see and sends nothing else
over a pipe; the server's side (`room`, `app`, `limits`) has neither scenario nor recording, so it
cannot give away what it never had. Both import `wire`. The server's side imports Starlette and
uvicorn, which are the extra `iffsim[class]`.
"""
