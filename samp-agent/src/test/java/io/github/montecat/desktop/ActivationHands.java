package io.github.montecat.desktop;

import java.io.IOException;
import uk.ac.starlink.topcat.TopcatModel;

/**
 * Uses an activation action as a click on a row does. Runs inside TOPCAT; by reflection, which here is shorter than stubs
 * of all the types between.
 */
final class ActivationHands {

    private static final String PACKAGE = "uk.ac.starlink.topcat.activate.";

    private ActivationHands() {
    }

    /**
     * Activates a row by an action that TOPCAT knows from its property {@code topcat.activators}. Not on the event thread.
     *
     * @return how well the action suits the table, and what came of it
     */
    static String activate(TopcatModel table, long row, String action) throws Exception {
        Class<?> type = Class.forName(PACKAGE + "ActivationType");
        Class<?> info = Class.forName(PACKAGE + "TopcatModelInfo");
        Class<?> meta = Class.forName(PACKAGE + "ActivationMeta");
        Object[] types = (Object[]) Class.forName(PACKAGE + "ActivationWindow").getMethod("getOptionActivationTypes")
                .invoke(null);
        for (Object candidate : types) {
            if (action.equals(type.getMethod("getName").invoke(candidate))) {
                Object about = info.getMethod("createInfo", TopcatModel.class).invoke(null, table);
                Object suitability = type.getMethod("getSuitability", info).invoke(candidate, about);
                Object configurator = type.getMethod("createConfigurator", info).invoke(candidate, about);
                Object activator = Class.forName(PACKAGE + "ActivatorConfigurator").getMethod("getActivator")
                        .invoke(configurator);
                Object outcome = Class.forName(PACKAGE + "Activator").getMethod("activateRow", long.class, meta)
                        .invoke(activator, row, meta.getField("NORMAL").get(null));
                return suitability + " " + outcome.getClass().getMethod("isSuccess").invoke(outcome) + " "
                        + outcome.getClass().getMethod("getMessage").invoke(outcome);
            }
        }
        throw new IOException("TOPCAT has no activation action " + action);
    }
}
