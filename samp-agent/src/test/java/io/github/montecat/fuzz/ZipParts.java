package io.github.montecat.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Zip files as lists of members. What it writes may have members of the same name or of any name. Stateless. */
final class ZipParts {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final short VERSION = 20;
    private static final short DEFLATED = 8;
    /** Smaller members are stored as they are, which is faster. */
    private static final int LARGE = 64 << 20;

    /** A file in a zip file. */
    record Member(String name, byte[] content) {
    }

    private ZipParts() {
    }

    static List<Member> unzip(byte[] bytes) {
        List<Member> members = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                members.add(new Member(e.getName(), zip.readAllBytes()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return members;
    }

    static byte[] zip(List<Member> members) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Member m : members) {
            boolean large = m.content.length > LARGE;
            byte[] stored = large ? deflated(m.content) : m.content;
            byte[] name = m.name.getBytes(StandardCharsets.UTF_8);
            CRC32 sum = new CRC32();
            sum.update(m.content);
            byte[] common = bytes(26).putShort(VERSION).putShort((short) 0x800).putShort(large ? DEFLATED : 0)
                    .putInt(0x210000).putInt((int) sum.getValue()).putInt(stored.length).putInt(m.content.length)
                    .putShort((short) name.length).putShort((short) 0).array();
            directory.writeBytes(bytes(6).putInt(CENTRAL).putShort(VERSION).array());
            directory.writeBytes(common);
            directory.writeBytes(bytes(14).putInt(10, file.size()).array());
            directory.writeBytes(name);
            file.writeBytes(bytes(4).putInt(LOCAL).array());
            file.writeBytes(common);
            file.writeBytes(name);
            file.writeBytes(stored);
        }
        int start = file.size();
        file.writeBytes(directory.toByteArray());
        file.writeBytes(bytes(22).putInt(END).putInt(0).putShort((short) members.size())
                .putShort((short) members.size()).putInt(directory.size()).putInt(start).array());
        return file.toByteArray();
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 16];
        while (!deflater.finished()) {
            all.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return all.toByteArray();
    }
}
