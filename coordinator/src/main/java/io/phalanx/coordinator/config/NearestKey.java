package io.phalanx.coordinator.config;

import java.util.Arrays;
import java.util.Locale;

/// What somebody may have meant who wrote a key that there is not.
final class NearestKey {
  /// What it counts to have left out the other words of a key: more than a slip of the finger.
  private static final int LEFT_OUT = 2;

  private NearestKey() {}

  /// The key of a setting that takes the fewest changes of a letter, capitals and underscores
  /// aside, or has it as one of its words; the first of several.
  static String to(String wrong) {
    String meant = wrong.toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^-+", "");
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (Setting setting : Setting.values()) {
      boolean isWord = Arrays.asList(setting.key().split("-", -1)).contains(meant);
      int changes = Math.min(changes(meant, setting.key()), isWord ? LEFT_OUT : Integer.MAX_VALUE);
      if (changes < least) {
        least = changes;
        nearest = setting.key();
      }
    }
    return nearest;
  }

  /// Letters to insert, delete or replace to turn one into the other (Levenshtein), row by row.
  static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
