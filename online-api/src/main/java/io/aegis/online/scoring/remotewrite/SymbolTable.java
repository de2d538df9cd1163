/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring.remotewrite;

import static io.aegis.online.scoring.remotewrite.ProtobufFields.isMessage;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.aegis.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The texts of a request of version 2, to which its labels refer by number. Immutable. */
final class SymbolTable {

    /** The field with one of them. */
    static final int SYMBOLS = 4;

    private static final String OUTSIDE = "A label refers to a symbol that is not there.";

    private final List<String> texts;
    private final BitSet malformed;

    private SymbolTable(List<String> texts, BitSet malformed) {
        this.texts = texts;
        this.malformed = malformed;
    }

    /**
     * Reads them, wherever they stand in the message; the first has to be empty. One that is not UTF-8 refuses the series that refer
     * to it, and no others.
     */
    static SymbolTable of(byte[] message, WriteBudget budget) throws IOException {
        List<String> texts = new ArrayList<>();
        BitSet malformed = new BitSet();
        CodedInputStream in = CodedInputStream.newInstance(message);
        ProtobufFields.each(in, tag -> {
            if (!isMessage(tag, SYMBOLS)) {
                return false;
            }
            budget.symbol();
            Optional<String> text = ProtobufFields.text(in, message);
            malformed.set(texts.size(), text.isEmpty());
            texts.add(text.orElse(""));
            return true;
        });
        if (!texts.isEmpty() && (!texts.getFirst().isEmpty() || malformed.get(0))) {
            throw ProblemException.malformed("The first symbol has to be empty.");
        }
        return new SymbolTable(texts, malformed);
    }

    /** Reads what the labels of a series refer to. */
    References references(LabelCollector labels) {
        return new References(labels);
    }

    private String text(int reference) {
        if (reference < 0 || reference >= texts.size()) {
            throw ProblemException.malformed(OUTSIDE);
        }
        return texts.get(reference);
    }

    /** Pairs of numbers, of a name and a value. Not thread-safe. */
    final class References {

        private final LabelCollector labels;
        private int name = -1;

        private References(LabelCollector labels) {
            this.labels = labels;
        }

        /** Reads the field when it has such numbers. */
        boolean read(CodedInputStream in, int tag) throws IOException {
            return ProtobufFields.numbers(in, tag, 1, WireFormat.WIRETYPE_VARINT, () -> reference(in.readUInt32()));
        }

        private void reference(int number) {
            if (name < 0) {
                text(number);
                name = number;
            } else {
                String value = text(number);
                if (malformed.get(name) || malformed.get(number)) {
                    labels.addMalformed();
                } else {
                    labels.add(text(name), value);
                }
                name = -1;
            }
        }

        /** Says that all were read; a name without a value is malformed. */
        void end() {
            if (name >= 0) {
                throw ProblemException.malformed(OUTSIDE);
            }
        }
    }
}
