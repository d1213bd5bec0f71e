package io.github.montecat.ogip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Bytes of a file to be overwritten with zeros: a descriptor that points outside the data of its extension.
 *
 * @param position of the first
 * @param length their number
 * @param row of the descriptor, from 1
 * @param column of the descriptor, from 1
 */
public record FitsPatch(long position, int length, long row, int column) {

    /**
     * @param patches changes
     * @param file a copy of the file that they are about, which is changed
     * @throws IOException if it cannot be written
     */
    public static void apply(List<FitsPatch> patches, Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            for (FitsPatch patch : patches) {
                channel.position(patch.position);
                channel.write(ByteBuffer.allocate(patch.length));
            }
        }
    }
}
