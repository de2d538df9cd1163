package io.aegis.online.imports;

import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The first bytes of a file, by which programs tell its character set; they outweigh what its sender says. */
final class ByteOrderMark {

    /** Bytes that are looked at. */
    static final int LENGTH = 3;

    private static final int FE = 0xFE;
    private static final int FF = 0xFF;

    private ByteOrderMark() {}

    /** The character set that a mark tells. Nothing is taken from the file. */
    static Optional<Charset> charset(PushbackInputStream file) throws IOException {
        byte[] first = file.readNBytes(LENGTH);
        file.unread(first);
        if (begins(first, FE, FF)) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        if (begins(first, FF, FE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return begins(first, 0xEF, 0xBB, 0xBF) ? Optional.of(StandardCharsets.UTF_8) : Optional.empty();
    }

    private static boolean begins(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
