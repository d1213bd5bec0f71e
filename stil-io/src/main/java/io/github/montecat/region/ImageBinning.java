package io.github.montecat.region;

import io.github.montecat.error.RefusedValueException;

/**
 * The image that DS9 bins of an event list: which physical coordinates its pixels have.
 *
 * @param aboutX physical x at the image's centre
 * @param aboutY physical y at the image's centre
 * @param factorX physical pixels per image pixel in x, above 0
 * @param factorY physical pixels per image pixel in y, above 0
 * @param size image pixels in x and in y
 */
public record ImageBinning(double aboutX, double aboutY, double factorX, double factorY, int size) {

    /** DS9's size of an image, unless it is told otherwise. */
    public static final int DEFAULT_SIZE = 1024;

    /** Checks that pixels have a size. */
    public ImageBinning {
        if (!(factorX > 0 && factorY > 0 && size > 0)) {
            throw new RefusedValueException("an image of " + size + " pixels, each of " + factorX + " x " + factorY
                    + " physical pixels; expected numbers above 0");
        }
    }

    double physicalX(double imageX) {
        return aboutX + (imageX - centre()) * factorX;
    }

    double physicalY(double imageY) {
        return aboutY + (imageY - centre()) * factorY;
    }

    /** @return the image pixel that holds a physical position, as a shape */
    Shape pixelAt(double x, double y) {
        double ix = Math.floor((x - aboutX) / factorX + centre() + 0.5);
        double iy = Math.floor((y - aboutY) / factorY + centre() + 0.5);
        return new Box(physicalX(ix), physicalY(iy), factorX, factorY, 0);
    }

    /** The middle of the image; the middle of the first pixel is 1. */
    private double centre() {
        return (size + 1) / 2.0;
    }
}
