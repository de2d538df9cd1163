/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xerial.snappy.Snappy;

/** A series of a remote write request with its one sample, as a receiver reads it. */
record WrittenSeries(Map<String, String> labels, double value, long millis) {

    static List<WrittenSeries> of(byte[] body) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(Snappy.uncompress(body));
            List<WrittenSeries> all = new ArrayList<>();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                all.add(series(in.readBytes().newCodedInput()));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return labels.getOrDefault("__name__", "");
    }

    String pod() {
        return labels.getOrDefault("pod", "");
    }

    private static WrittenSeries series(CodedInputStream in) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        double value = Double.NaN;
        long millis = -1;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            CodedInputStream part = in.readBytes().newCodedInput();
            part.readTag();
            if (WireFormat.getTagFieldNumber(tag) == 1) {
                String name = part.readString();
                part.readTag();
                labels.put(name, part.readString());
            } else {
                value = part.readDouble();
                part.readTag();
                millis = part.readInt64();
            }
        }
        return new WrittenSeries(labels, value, millis);
    }
}
