package io.github.montecat.network;

import io.github.montecat.head.Head;

/**
 * The choices that, with the spectra's shape and the number of parameters, make an architecture.
 *
 * @param type {@link GruArchitecture#TYPE}
 * @param binsPerStep bins per step of the sequence; 1 in the paper
 * @param layers number of layers
 * @param units units per layer
 * @param dropout rate of dropout
 * @param head name of the {@link Head}
 * @param components components of a density head's mixture; 0 for a point head
 */
public record NetworkSettings(String type, int binsPerStep, int layers, int units, double dropout, String head,
        int components) {

    /**
     * @param shape what the network is given of a spectrum
     * @param parameters number of parameters
     * @return the architecture
     * @throws IllegalArgumentException if type or head do not exist, or a size is out of range
     */
    public NetworkArchitecture architecture(InputShape shape, int parameters) {
        Head meaning = Head.of(head, parameters, components);
        return switch (type) {
            case GruArchitecture.TYPE -> new GruArchitecture(shape, binsPerStep, layers, units, dropout, meaning);
            default -> throw new IllegalArgumentException("network of type '" + type + "', this program knows "
                    + GruArchitecture.TYPE);
        };
    }
}
