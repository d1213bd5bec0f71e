package io.github.montecat.plugin.function;

import java.awt.Window;
import javax.swing.SwingUtilities;

/** Cells that were drawn blank since their values were not known yet. */
final class BlankCells {

    private BlankCells() {
    }

    /** Has all windows ask for their values again, soon. May be called from any thread. */
    static void drawAgain() {
        SwingUtilities.invokeLater(() -> {
            for (Window window : Window.getWindows()) {
                if (window.isShowing()) {
                    window.repaint();
                }
            }
        });
    }
}
