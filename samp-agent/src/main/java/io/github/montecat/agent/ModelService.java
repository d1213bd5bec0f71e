package io.github.montecat.agent;

import io.github.montecat.bundle.BundleLibrary;
import io.github.montecat.bundle.ModelBundle;
import io.github.montecat.error.RefusedValueException;
import io.github.montecat.prior.ModelPrior;
import io.github.montecat.simulate.SpectrumSimulator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.astrogrid.samp.Message;

/**
 * Folds a bundle's model: {@code montecat.model} takes {@code bundle}, {@code exposure} in s and {@code parameters} (a
 * list of the free parameters' values in the bundle's order) and returns {@code counts}, the expected counts in each of
 * the bundle's bins.
 */
final class ModelService extends MessageService {

    private final BundleLibrary library;

    ModelService(BundleLibrary library) {
        super(Mtype.MODEL);
        this.library = library;
    }

    @Override
    Map<String, Object> serve(String client, Message message) {
        MessageParameters p = new MessageParameters(message);
        String name = p.text("bundle");
        ModelBundle bundle = library.find(name).orElseThrow(() -> new RefusedValueException("there is no bundle '"
                + name + "'; known: " + library.bundles().stream().map(ModelBundle::name)
                        .collect(Collectors.joining(", "))));
        double exposure = p.number("exposure", p.text("exposure"));
        double[] values = p.texts("parameters").stream().mapToDouble(t -> p.number("parameters", t)).toArray();
        List<ModelPrior.Free> free = bundle.prior().free();
        if (values.length != free.size()) {
            throw new RefusedValueException(values.length + " parameters for bundle " + name + ", expected "
                    + free.size() + ": " + free.stream().map(f -> f.parameter().label())
                            .collect(Collectors.joining(", ")));
        }
        double[] counts = new SpectrumSimulator(bundle.prior(), bundle.response(), exposure).expectedCounts(values);
        return Map.of("counts", Arrays.stream(counts).mapToObj(Double::toString).collect(Collectors.toList()));
    }
}
