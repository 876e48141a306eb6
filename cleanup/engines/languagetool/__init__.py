"""LanguageTool, a grammar checker that runs beside the rules when it is asked for.

It is a Java server that we start, ask over HTTP, and end; nothing of it is needed otherwise.
`copies` finds Java and LanguageTool on this machine, `server` starts and ends it, `resident` keeps
one running between runs, `client` asks it, `engine` is what a run holds of it, `install` fetches
it. What becomes of its matches is told in `opinions`.

The package language-tool-python, an extra of ours, does all of this too, and none of it for us. It
downloads LanguageTool unasked where it finds none, starts a broken copy hundreds of times, leaves
the server behind when its process is killed, and corrects for characters beyond the first 65,536
at the start of a match only. Our needs, one request and its answer, are a few lines over the
standard library. It serves in one place: where Maven is missing, `install` lets it download the
release, whose digest it knows. What it has downloaded is found in any case. It is GPL-3.0-only, and
imported in `install` alone.
"""
