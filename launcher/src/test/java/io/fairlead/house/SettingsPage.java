package io.fairlead.house;

import io.fairlead.node.settings.Setting;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code docs/settings.md} from the records, so that it never tells anything else. */
final class SettingsPage {
  private static final String HEAD =
      """
      # Settings

      Every process reads its settings from flags (`--link.pingInterval=2s`), variables
      (`FAIRLEAD_LINK_PING_INTERVAL=2s`) and one YAML or JSON file (`--settings FILE`), strongest first.
      An unknown key or a wrong value stops the start and names the nearest known key; `--print-settings` shows what
      is in force, and `--help` what there is. Durations are written as `250ms`, `5s`, `2m`.

      A group that is `off` is switched on by its name alone (`--dns`, `FAIRLEAD_DNS=true`, `dns: {}` in a file) or by any of
      its keys; `--dns=false` switches off what a weaker source switched on.

      This page is written from the settings records; a test fails when it tells anything else.
      """;

  private SettingsPage() {}

  static String of(Map<String, Class<?>> processes) {
    return processes.entrySet().stream()
        .map(p -> "\n## " + p.getKey() + "\n\n" + table(p.getValue()))
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String table(Class<?> settings) {
    return SettingsTree.entries(settings).stream()
        .map(e -> row(e.path(), e.isSwitch() ? "off" : byDefault(e.declared()), e.declared()))
        .collect(Collectors.joining("", "| key | default | what it is for |\n|---|---|---|\n", ""));
  }

  private static String row(String path, String byDefault, Setting declared) {
    return "| `" + path + "` | " + byDefault + " | " + declared.doc() + " |\n";
  }

  private static String byDefault(Setting declared) {
    return switch (declared.value()) {
      case Setting.REQUIRED -> "required";
      case Setting.ABSENT, "" -> "none";
      default -> "`" + declared.value() + "`";
    };
  }
}
