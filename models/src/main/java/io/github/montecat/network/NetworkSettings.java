package io.github.montecat.network;

import io.github.montecat.error.RefusedValueException;
import io.github.montecat.head.Head;
import java.util.List;

/**
 * The choices that, with the spectra's shape and the number of parameters, make an architecture.
 *
 * @param type one of {@link #TYPES}
 * @param binsPerStep bins per step of a GRU's sequence, 1 in the paper; 0 for networks without steps
 * @param layers number of layers; of a CNN, those after its convolutions
 * @param units units per layer; of a CNN also filters per convolution
 * @param dropout rate of dropout
 * @param head name of the {@link Head}
 * @param components components of a density head's mixture; 0 for a point head
 */
public record NetworkSettings(String type, int binsPerStep, int layers, int units, double dropout, String head,
        int components) {

    /** The types of network that there are. */
    public static final List<String> TYPES = List.of(DenseArchitecture.TYPE, ConvolutionArchitecture.TYPE,
            GruArchitecture.TYPE);

    /**
     * @param shape what the network is given of a spectrum
     * @param parameters number of parameters
     * @return the architecture
     * @throws IllegalArgumentException if type or head do not exist, a size is out of range, or there are bins per step
     *         and no steps
     */
    public NetworkArchitecture architecture(InputShape shape, int parameters) {
        Head meaning = Head.of(head, parameters, components);
        NetworkArchitecture architecture = switch (type) {
            case DenseArchitecture.TYPE -> new DenseArchitecture(shape, layers, units, dropout, meaning);
            case ConvolutionArchitecture.TYPE -> new ConvolutionArchitecture(shape, layers, units, dropout, meaning);
            case GruArchitecture.TYPE -> new GruArchitecture(shape, binsPerStep, layers, units, dropout, meaning);
            default -> throw new RefusedValueException("network of type '" + type + "', this program knows "
                    + String.join(", ", TYPES));
        };
        if (!(architecture instanceof GruArchitecture) && binsPerStep != 0) {
            throw new RefusedValueException("network of type '" + type + "' has no steps, so " + binsPerStep
                    + " bins per step mean nothing; expected 0");
        }
        return architecture;
    }
}
