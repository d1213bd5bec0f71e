package uk.ac.starlink.topcat.activate;

/** Stub: a kind of activation action. */
public interface ActivationType {

    /** @return its name */
    String getName();

    /** @return what it does */
    String getDescription();

    /**
     * @param info about the table
     * @return what configures an action of this kind for the table
     */
    ActivatorConfigurator createConfigurator(TopcatModelInfo info);

    /**
     * @param info about the table
     * @return how well it suits the table
     */
    Suitability getSuitability(TopcatModelInfo info);
}
