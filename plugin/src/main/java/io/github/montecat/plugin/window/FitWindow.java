package io.github.montecat.plugin.window;

import io.github.montecat.plugin.link.AgentLink;
import io.github.montecat.plugin.link.BundleInfo;
import io.github.montecat.plugin.link.ModelInfo;
import io.github.montecat.plugin.table.CommonExposure;
import io.github.montecat.plugin.table.SpectrumColumn;
import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.GridLayout;
import java.io.IOException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.BoxLayout;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingWorker;
import uk.ac.starlink.topcat.ControlWindow;
import uk.ac.starlink.topcat.TopcatModel;

/** The window "X-ray spectral fit". Event thread only; all that takes time is done elsewhere. */
final class FitWindow extends JFrame {

    private static final long serialVersionUID = 1;

    private final SpectraForm form;
    private final Map<ColumnGroup, JCheckBox> groups = new EnumMap<>(ColumnGroup.class);
    private final JCheckBox refine = new JCheckBox("refine by the exact likelihood");
    private final JButton fit = new JButton("Fit");
    private final JButton cancel = new JButton("Cancel");
    private final JButton posterior = new JButton("Posterior of activated row");
    private final FitStatus status = new FitStatus(this::idle);
    private final transient ControlWindow control;
    private transient SwingWorker<?, ?> running;
    private transient SwingWorker<?, ?> asking;

    /** @param control TOPCAT's main window */
    FitWindow(ControlWindow control) {
        super("X-ray spectral fit");
        form = new SpectraForm(control.getTablesListModel(), this::askForBundles);
        JPanel add = new JPanel(new GridLayout(0, 2));
        add.setBorder(BorderFactory.createTitledBorder("Add medians, flags and"));
        for (ColumnGroup group : ColumnGroup.values()) {
            JCheckBox box = new JCheckBox(group.label(), group.isUsual());
            groups.put(group, box);
            add.add(box);
        }
        refine.setName("montecat.refine");
        refine.setToolTipText("Corrects the samples by the exact likelihood of the spectrum (C, or W with a background): slower");
        JPanel options = new JPanel(new FlowLayout(FlowLayout.LEADING, 0, 0));
        options.add(refine);
        fit.setName("montecat.fit");
        cancel.setName("montecat.cancel");
        posterior.setName("montecat.posterior");
        posterior.setToolTipText("Fits the row that was clicked last and opens its samples as a table");
        fit.addActionListener(e -> fit());
        posterior.addActionListener(e -> openPosterior());
        cancel.addActionListener(e -> running.cancel(false));
        JPanel buttons = new JPanel(new FlowLayout(FlowLayout.TRAILING, 8, 0));
        buttons.add(posterior);
        buttons.add(cancel);
        buttons.add(fit);
        Box top = new Box(BoxLayout.PAGE_AXIS);
        for (JPanel panel : new JPanel[] {form, options, add, buttons}) {
            panel.setAlignmentX(LEFT_ALIGNMENT);
            top.add(panel);
            top.add(Box.createVerticalStrut(6));
        }
        JPanel all = new JPanel(new BorderLayout(0, 8));
        all.setBorder(BorderFactory.createEmptyBorder(10, 12, 10, 12));
        all.add(top, BorderLayout.NORTH);
        all.add(status, BorderLayout.CENTER);
        setContentPane(all);
        setDefaultCloseOperation(HIDE_ON_CLOSE);
        idle();
        this.control = control;
    }

    /** Gives the window its size, once. */
    void layOut() {
        if (!isDisplayable()) {
            pack();
            setLocationRelativeTo(control);
        }
    }

    /** @param model the table to choose, null to keep the choice */
    void open(TopcatModel model) {
        form.choose(model);
        setVisible(true);
        toFront();
        if (form.model() == null) {
            status.say("Load a table of spectra in TOPCAT: each row with an array of counts or the name of a PHA file");
            askForBundles();
        }
    }

    private void idle() {
        running = null;
        cancel.setEnabled(false);
        setBusy(false);
    }

    private void setBusy(boolean busy) {
        fit.setEnabled(!busy);
        posterior.setEnabled(!busy);
        cancel.setEnabled(busy);
    }

    private boolean isReady() {
        if (form.model() == null) {
            status.warn("There is no table to fit. Load one in TOPCAT first");
            return false;
        }
        return running == null;
    }

    private void fit() {
        if (isReady()) {
            Set<ColumnGroup> wanted = EnumSet.noneOf(ColumnGroup.class);
            groups.forEach((group, box) -> {
                if (box.isSelected()) {
                    wanted.add(group);
                }
            });
            start(new FitTask(form.settings(refine.isSelected()), form.subset(), wanted, status),
                    "Sending the spectra of '" + form.model().getLabel() + "' to the agent ...");
        }
    }

    private void start(SwingWorker<?, ?> task, String line) {
        running = task;
        setBusy(true);
        status.say(line);
        task.execute();
    }

    private void openPosterior() {
        if (!isReady()) {
            return;
        }
        FitSettings settings = form.settings(refine.isSelected());
        long row = form.model().getActivatedSubset().getRowIndex();
        if (row < 0 && !settings.isWholeTable()) {
            status.warn("No row of '" + form.model().getLabel() + "' is activated. Click one in its data window or in a "
                    + "plot, then press this button again");
            return;
        }
        start(new PosteriorTask(settings, row, status), "Fitting row " + (row + 1) + " ...");
    }

    /** What the agent can fit with. */
    private static final class Offer {

        private final List<BundleInfo> bundles;
        private final List<ModelInfo> models;

        Offer(List<BundleInfo> bundles, List<ModelInfo> models) {
            this.bundles = bundles;
            this.models = models;
        }
    }

    /** Finds or starts the agent, and asks it for its models, and which bundles fit what is chosen. */
    private void askForBundles() {
        TopcatModel model = form.model();
        SpectrumColumn column = form.column();
        String exposure = form.exposure();
        List<Integer> visible = model == null ? List.of() : FitSettings.visibleColumns(model);
        if (running == null) {
            status.say("Looking for the Montecat agent ...");
        }
        SwingWorker<Offer, Void> task = new SwingWorker<>() {
            @Override
            protected Offer doInBackground() throws Exception {
                return new Offer(bundles(), AgentLink.shared().models());
            }

            private List<BundleInfo> bundles() throws Exception {
                if (model == null || column == null) {
                    return AgentLink.shared().bundles(0, Double.NaN, true);
                }
                int channels = column.channels(model.getDataModel());
                // Files may have backgrounds; arrays in cells have none.
                return AgentLink.shared().bundles(channels, seconds(), channels == 0);
            }

            private double seconds() throws IOException {
                try {
                    return Double.parseDouble(exposure);
                } catch (NumberFormatException e) {
                    // Not a number of seconds, so a column's name or the automatic choice.
                    return CommonExposure.of(model.getDataModel(), visible,
                            exposure.equals(FitSettings.AUTOMATIC) ? null : exposure);
                }
            }

            @Override
            protected void done() {
                if (asking == this) {
                    showOffer(this);
                }
            }
        };
        asking = task;
        task.execute();
    }

    private void showOffer(SwingWorker<Offer, Void> task) {
        try {
            form.fit().box().show(task.get().models);
            List<BundleInfo> bundles = task.get().bundles;
            form.bundle().show(bundles);
            if (running == null) {
                long fitting = bundles.stream().filter(b -> b.misfit().isEmpty()).count();
                if (bundles.isEmpty()) {
                    status.warn("The agent has no bundle. Choose a model, or put a bundle into ~/.montecat/bundles ('montecat "
                            + "bundles import') and start the agent again");
                } else if (fitting == 0) {
                    status.warn("No bundle fits these spectra; the list of bundles says why. PHA files can be fitted by a model");
                } else if (bundles.stream().allMatch(BundleInfo::isCompared)) {
                    status.say("Ready: " + fitting + (fitting == 1 ? " bundle fits" : " bundles fit"));
                } else {
                    status.say("Ready. Which of the " + bundles.size()
                            + " bundles fits is known when the spectra are read");
                }
            }
        } catch (CancellationException e) {
            status.say("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (running == null) {
                status.warn(FitTask.sentence(e.getCause()));
            }
        }
    }
}
