package io.github.montecat.plugin.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the agent tells of a bundle. Immutable. */
public final class BundleInfo {

    private final Map<?, ?> map;

    BundleInfo(Map<?, ?> map) {
        this.map = map;
    }

    /** @return its name, such as {@code nicer-a} */
    public String name() {
        return text("name");
    }

    /** @return whether the agent knew enough of the spectra to say whether the bundle fits */
    public boolean isCompared() {
        return !text("fits").isEmpty();
    }

    /** @return why it does not fit the spectra that the agent was asked about; empty if it does */
    public String misfit() {
        return "0".equals(text("fits")) ? text("reason") : "";
    }

    /** @return what it is good for, in one line: model, instrument, channels and exposures */
    public String purpose() {
        String instrument = text("instrument");
        return text("model") + (instrument.isEmpty() ? "" : ", " + instrument) + ", " + text("channels")
                + " channels, " + exposures();
    }

    /** @return what its makers say of it, perhaps empty */
    public String description() {
        return text("description");
    }

    /** @return labels of the free parameters, in their order */
    public List<String> parameters() {
        return texts("parameters");
    }

    /** @return channel numbers where its bins begin, and after the last one the channel where that ends */
    public int[] binEdges() {
        return texts("bin-edges").stream().mapToInt(Integer::parseInt).toArray();
    }

    /** @return the number of channels of the spectra it takes */
    public int channels() {
        return Integer.parseInt(text("channels"));
    }

    private String exposures() {
        String min = text("exposure-min");
        String max = text("exposure-max");
        return (min.equals(max) ? min : min + " to " + max) + " s";
    }

    private String text(String key) {
        Object value = map.get(key);
        return value instanceof String ? (String) value : "";
    }

    private List<String> texts(String key) {
        List<String> list = new ArrayList<>();
        Object value = map.get(key);
        if (value instanceof List) {
            ((List<?>) value).forEach(e -> list.add(String.valueOf(e)));
        }
        return list;
    }
}
