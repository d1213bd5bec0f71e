package uk.ac.starlink.topcat.activate;

import java.awt.event.ActionListener;
import javax.swing.JComponent;
import uk.ac.starlink.topcat.Safety;

/** Stub: what configures an activation action. */
public interface ActivatorConfigurator {

    /** @return its controls */
    JComponent getPanel();

    /** @return the action as configured, null if it cannot work yet */
    Activator getActivator();

    /** @return why there is no action, null if there is one */
    String getConfigMessage();

    /** @param listener told of changes */
    void addActionListener(ActionListener listener);

    /** @param listener told no more */
    void removeActionListener(ActionListener listener);

    /** @return the configuration, to be saved */
    ConfigState getState();

    /** @param state a saved configuration */
    void setState(ConfigState state);

    /** @return whether the action is safe */
    Safety getSafety();
}
