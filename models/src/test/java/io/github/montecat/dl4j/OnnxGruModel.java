package io.github.montecat.dl4j;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes an ONNX model of a single GRU node, weights included, as the protocol buffers of onnx.proto3 (IR version 8,
 * operator set 14). Input "X" is [steps, batch, inputs], output "Y" [steps, 1, batch, units].
 */
final class OnnxGruModel {

    private static final int FLOAT = 1;

    private OnnxGruModel() {
    }

    /** A message of protocol buffers in the making. */
    private static final class Message {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }

        Message integer(int field, long value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message data(int field, byte[] value) {
            varint(field << 3 | 2);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return data(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return data(field, value.bytes.toByteArray());
        }
    }

    /**
     * @param steps length of the sequence
     * @param batch number of sequences
     * @param inputs width of the input
     * @param units number of units
     * @param w [1, 3 units, inputs], gates in ONNX's order: update, reset, hidden
     * @param r [1, 3 units, units]
     * @param b [1, 6 units]
     * @param linearBeforeReset 1 for a reset gate after the recurrent product, 0 for one before it
     * @return the model file
     */
    static byte[] of(int steps, int batch, int inputs, int units, float[] w, float[] r, float[] b,
            int linearBeforeReset) {
        Message node = new Message().text(1, "X").text(1, "W").text(1, "R").text(1, "B").text(2, "Y").text(4, "GRU")
                .message(5, attribute("hidden_size", units))
                .message(5, attribute("linear_before_reset", linearBeforeReset));
        Message graph = new Message().message(1, node).text(2, "gru")
                .message(5, tensor("W", w, 1, 3 * units, inputs))
                .message(5, tensor("R", r, 1, 3 * units, units))
                .message(5, tensor("B", b, 1, 6 * units))
                .message(11, value("X", steps, batch, inputs))
                .message(12, value("Y", steps, 1, batch, units));
        return new Message().integer(1, 8).message(7, graph).message(8, new Message().text(1, "").integer(2, 14))
                .bytes.toByteArray();
    }

    /** AttributeProto of type INT. */
    private static Message attribute(String name, long value) {
        return new Message().text(1, name).integer(3, value).integer(20, 2);
    }

    /** TensorProto with raw data. */
    private static Message tensor(String name, float[] numbers, long... shape) {
        Message tensor = new Message();
        for (long n : shape) {
            tensor.integer(1, n);
        }
        ByteBuffer raw = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(numbers);
        return tensor.integer(2, FLOAT).text(8, name).data(9, raw.array());
    }

    /** ValueInfoProto of a tensor. */
    private static Message value(String name, long... shape) {
        Message dimensions = new Message();
        for (long n : shape) {
            dimensions.message(1, new Message().integer(1, n));
        }
        return new Message().text(1, name).message(2,
                new Message().message(1, new Message().integer(1, FLOAT).message(2, dimensions)));
    }
}
