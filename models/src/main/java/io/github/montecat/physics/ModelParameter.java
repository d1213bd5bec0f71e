package io.github.montecat.physics;

/**
 * A parameter of a spectral model, as XSPEC has it.
 *
 * @param index number in the whole model, from 1, frozen parameters counted
 * @param component name of the component it belongs to, such as {@code powerlaw}
 * @param name XSPEC's name, such as {@code PhoIndex}
 * @param label name that is unique in the model: the name itself, or {@code component_name} where the model has two of
 *        that name ({@code component2_name} for the second such component if the component is repeated as well)
 * @param unit VOUnit, empty for none
 * @param ucd UCD1+ of the quantity without a statistic, such as {@code spect.index;em.X-ray}
 * @param description what it is, in a few words
 * @param initial XSPEC's default value
 * @param hardMin lowest value the component accepts
 * @param hardMax highest value the component accepts
 * @param frozen whether XSPEC freezes it by default
 */
public record ModelParameter(int index, String component, String name, String label, String unit, String ucd,
        String description, double initial, double hardMin, double hardMax, boolean frozen) {
}
