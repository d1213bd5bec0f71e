package io.github.montecat.plugin.window;

import java.awt.BorderLayout;
import java.awt.Color;
import javax.swing.BorderFactory;
import javax.swing.JPanel;
import javax.swing.JProgressBar;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.UIManager;

/** The lower part of the window: a progress bar, and below it a sentence, red where something is wrong. */
final class FitStatus extends JPanel implements FitDisplay {

    private static final long serialVersionUID = 1;
    private static final Color ERROR = new Color(0xb00020);

    private final JProgressBar bar = new JProgressBar();
    private final JTextArea line = new JTextArea(4, 40);
    private final transient Runnable atEnd;

    /** @param atEnd run when a fit has ended in one way or another */
    FitStatus(Runnable atEnd) {
        super(new BorderLayout(0, 6));
        this.atEnd = atEnd;
        bar.setStringPainted(true);
        bar.setString("");
        line.setName("montecat.status");
        line.setEditable(false);
        line.setLineWrap(true);
        line.setWrapStyleWord(true);
        line.setOpaque(false);
        line.setFont(UIManager.getFont("Label.font"));
        add(bar, BorderLayout.NORTH);
        // Long sentences are read by scrolling, or in a larger window.
        JScrollPane scroll = new JScrollPane(line, JScrollPane.VERTICAL_SCROLLBAR_AS_NEEDED,
                JScrollPane.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        scroll.setOpaque(false);
        scroll.getViewport().setOpaque(false);
        add(scroll, BorderLayout.CENTER);
    }

    /** @param text what is the matter now */
    void say(String text) {
        show(text, UIManager.getColor("Label.foreground"));
    }

    /** @param sentence what is wrong */
    void warn(String sentence) {
        show(sentence, ERROR);
    }

    private void show(String text, Color color) {
        line.setForeground(color);
        line.setText(text);
        line.setCaretPosition(0);
    }

    @Override
    public void progress(long done, long total, String text) {
        bar.setIndeterminate(total < 0);
        if (total > 0) {
            bar.setMaximum(1000);
            bar.setValue((int) (1000 * done / total));
        }
        bar.setString(text);
        if (done > 0) {
            say("The agent is fitting; TOPCAT can be used meanwhile");
        }
    }

    @Override
    public void ended(String text) {
        stop();
        say(text);
    }

    @Override
    public void failed(String sentence) {
        stop();
        warn(sentence);
    }

    private void stop() {
        bar.setIndeterminate(false);
        bar.setValue(0);
        bar.setString("");
        atEnd.run();
    }
}
