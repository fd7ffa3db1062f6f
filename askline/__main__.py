"""Entry point: runs the command line and turns what can go wrong with an installation into one sentence."""

import gc
import sys

# Loading makes some hundred thousand objects that live to the end; looking through them again and again takes a sixth of
# the time until the first answer.
gc.set_threshold(400_000, 50, 50)


def main() -> None:
    """Run `askline`. A wrong setting, a server that is down or a missing right ends with one sentence and status 2."""
    from askline.cli import app
    from askline.failures import sentence_for

    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
