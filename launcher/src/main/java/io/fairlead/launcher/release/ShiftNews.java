package io.fairlead.launcher.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.launcher.console.Console;
import io.fairlead.launcher.console.Console.Tone;
import java.util.Locale;

/** Tells people, or programs, how a release goes. */
final class ShiftNews implements Shift.Listener {
  private final Console console;
  private final boolean json;
  private final Target to;

  /**
   * @param json one object a line
   */
  ShiftNews(Console console, boolean json, Target to) {
    this.console = console;
    this.json = json;
    this.to = to;
  }

  @Override
  public void step(int percent) {
    if (json) {
      console.line(event("step").put("weight", percent).toString());
    } else {
      console.line(console.paint(Tone.QUIET, "  " + percent + " % to " + to));
    }
  }

  @Override
  public void judged(int percent, Counts ofNew, Counts ofOld) {
    long all = ofNew.requests() + ofOld.requests();
    double share = all == 0 ? 0 : 100.0 * ofNew.requests() / all;
    if (json) {
      console.line(
          event("judged")
              .put("weight", percent)
              .put("share", share)
              .put("requests", ofNew.requests())
              .put("success", ofNew.success())
              .put("otherRequests", ofOld.requests())
              .put("otherSuccess", ofOld.success())
              .toString());
    } else {
      console.line(
          String.format(
              Locale.ROOT,
              "  %d %%: %.1f %% of %,d requests came there, %.2f %% of them succeeded (%.2f %% of"
                  + " the others)",
              percent,
              share,
              all,
              ofNew.success(),
              ofOld.success()));
    }
  }

  /** It went all the way; the exit code. */
  int done(String text) {
    end(Tone.GOOD, "done", text);
    return 0;
  }

  /** It did not; the exit code. */
  int rolledBack(String text) {
    end(Tone.WARN, "rolledBack", text);
    return 1;
  }

  private void end(Tone tone, String event, String text) {
    console.line(json ? event(event).put("message", text).toString() : console.paint(tone, text));
  }

  private static ObjectNode event(String name) {
    return JsonNodeFactory.instance.objectNode().put("event", name);
  }
}
