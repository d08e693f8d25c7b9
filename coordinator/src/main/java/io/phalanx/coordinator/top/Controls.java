package io.phalanx.coordinator.top;

import io.phalanx.coordinator.top.Key.Kind;
import java.util.List;

/// What the keys have brought about: which page is shown, the order of workers, which of them is
/// selected.
///
/// Belongs to one thread.
final class Controls {
  /// What fills the screen.
  enum Page {
    CLUSTER,
    HELP,
    LOG
  }

  private static final String COORDINATOR = "coordinator";

  private Page page = Page.CLUSTER;
  private WorkerOrder order = WorkerOrder.BY_ID;
  private int selectedId;
  private boolean paused;
  private boolean quit;
  private LogPager log = new LogPager(COORDINATOR);

  Page page() {
    return page;
  }

  WorkerOrder order() {
    return order;
  }

  boolean isPaused() {
    return paused;
  }

  boolean isQuit() {
    return quit;
  }

  /// The log that is, or was last, on the screen.
  LogPager log() {
    return log;
  }

  /// Where the selected worker stands among others; 0 if it is not among them.
  int selectedIndex(List<WorkerRow> rows) {
    for (int index = 0; index < rows.size(); index++) {
      if (rows.get(index).worker().id() == selectedId) {
        return index;
      }
    }
    return 0;
  }

  /// Does what a key asks for.
  ///
  /// @param workers those that are shown, in any order
  void onKey(Key key, List<WorkerRow> workers) {
    if (key.kind() == Kind.INTERRUPT || key.kind() == Kind.CLOSED) {
      quit = true;
      return;
    }
    switch (page) {
      case CLUSTER -> onClusterKey(key, workers);
      case HELP -> page = Page.CLUSTER;
      case LOG -> onLogKey(key);
    }
  }

  private void onClusterKey(Key key, List<WorkerRow> workers) {
    switch (key.kind()) {
      case UP -> select(workers, -1);
      case DOWN -> select(workers, 1);
      case HOME -> select(workers, -workers.size());
      case END -> select(workers, workers.size());
      case ENTER -> openLogOfSelected(workers);
      case CHARACTER -> onClusterCharacter(key.character(), workers);
      default -> {}
    }
  }

  private void onClusterCharacter(char character, List<WorkerRow> workers) {
    switch (character) {
      case 'q' -> quit = true;
      case '?', 'h' -> page = Page.HELP;
      case 'k' -> select(workers, -1);
      case 'j' -> select(workers, 1);
      case 'l' -> openLogOfSelected(workers);
      case 'c' -> openLog(COORDINATOR);
      case 's', '>' -> order = order.moved(1);
      case 'S', '<' -> order = order.moved(-1);
      case 'r' -> order = order.turned();
      case 'p', ' ' -> paused = !paused;
      default -> {}
    }
  }

  private void onLogKey(Key key) {
    switch (key.kind()) {
      case UP -> log.scroll(1);
      case DOWN -> log.scroll(-1);
      case PAGE_UP -> log.scrollPages(1);
      case PAGE_DOWN -> log.scrollPages(-1);
      case HOME -> log.toFirst();
      case END -> log.toLast();
      case ESCAPE -> page = Page.CLUSTER;
      case CHARACTER -> onLogCharacter(key.character());
      default -> {}
    }
  }

  private void onLogCharacter(char character) {
    switch (character) {
      case 'q' -> page = Page.CLUSTER;
      case 'k' -> log.scroll(1);
      case 'j' -> log.scroll(-1);
      case 'b' -> log.scrollPages(1);
      case ' ' -> log.scrollPages(-1);
      case 'g' -> log.toFirst();
      case 'G' -> log.toLast();
      default -> {}
    }
  }

  private void select(List<WorkerRow> workers, int places) {
    if (!workers.isEmpty()) {
      List<WorkerRow> rows = order.sorted(workers);
      int index = Math.clamp(selectedIndex(rows) + places, 0, rows.size() - 1);
      selectedId = rows.get(index).worker().id();
    }
  }

  private void openLogOfSelected(List<WorkerRow> workers) {
    if (!workers.isEmpty()) {
      openLog("worker-" + workers.get(selectedIndex(workers)).worker().id());
    }
  }

  private void openLog(String process) {
    log = new LogPager(process);
    page = Page.LOG;
  }
}
