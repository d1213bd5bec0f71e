package io.github.montecat.plugin.window;

import io.github.montecat.plugin.OgipTableBuilder;
import java.awt.Component;
import java.awt.event.ActionEvent;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import javax.swing.AbstractAction;
import javax.swing.Action;
import javax.swing.ImageIcon;
import javax.swing.SwingUtilities;
import uk.ac.starlink.table.StarTableFactory;
import uk.ac.starlink.topcat.ControlWindow;
import uk.ac.starlink.topcat.TopcatToolAction;

/**
 * The button in TOPCAT's toolbar that opens the window "X-ray spectral fit". It also has TOPCAT's "(auto)" format
 * recognise OGIP files, which STIL's own readers would take for any FITS. TOPCAT makes it, by the property
 * {@code topcat.exttools}, and uses it on the event thread only.
 */
public final class FitToolAction extends AbstractAction implements TopcatToolAction {

    private static final long serialVersionUID = 1;

    private static final long STARTUP_SECONDS = 10;

    private transient ControlWindow control;
    private transient FitWindow window;

    /** Called by TOPCAT. */
    public FitToolAction() {
        super("X-ray spectral fit");
        putValue(SHORT_DESCRIPTION, "Infer the parameters of X-ray spectra with Montecat");
        URL icon = FitToolAction.class.getResource("montecat.png");
        if (icon != null) {
            putValue(Action.SMALL_ICON, new ImageIcon(icon));
        }
    }

    @Override
    public void setParent(Component parent) {
        // Not ControlWindow.getInstance(): while the one window is being made that would make another.
        control = (ControlWindow) parent;
        Thread watch = new Thread(this::preferOgip, "Montecat reader");
        watch.setDaemon(true);
        watch.start();
    }

    /**
     * TOPCAT gives the window its final factory some time after this is made, and tells nobody; soon afterwards it loads
     * the tables of the command line.
     */
    private void preferOgip() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STARTUP_SECONDS);
        StarTableFactory seen = null;
        try {
            while (System.nanoTime() < end) {
                StarTableFactory factory = control.getTableFactory();
                if (factory != null && factory != seen) {
                    OgipTableBuilder.goFirst(factory);
                    seen = factory;
                }
                Thread.sleep(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void actionPerformed(ActionEvent event) {
        // In steps, so that the event thread is free for others between them.
        if (window == null) {
            window = new FitWindow(control);
        }
        SwingUtilities.invokeLater(() -> {
            window.layOut();
            SwingUtilities.invokeLater(() -> window.open(control.getCurrentModel()));
        });
    }
}
