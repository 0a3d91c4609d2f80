package io.cartostream.engine.message;

import io.cartostream.contract.EntityKey;
import io.cartostream.engine.change.Provenance;
import io.cartostream.engine.codec.ByteReader;
import io.cartostream.engine.codec.ByteWriter;
import io.cartostream.engine.codec.CodecException;
import io.cartostream.engine.message.LookupMessage.CarrierChanged;
import io.cartostream.engine.message.LookupMessage.DemandChange;
import io.cartostream.engine.message.LookupMessage.DemandsChanged;
import io.cartostream.engine.message.NodeMessage.FactsChanged;
import io.cartostream.engine.message.NodeMessage.RelationshipCandidate;
import io.cartostream.engine.message.NodeMessage.SyncFreshness;
import io.cartostream.models.fact.FactSource.SyncRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages between stages as bytes: the values of facts-by-node, relationships-by-target (both {@link NodeMessage}) and
 * lookups-by-value ({@link LookupMessage}). Decoding raises {@link CodecException} on bytes of another version.
 */
public final class MessageCodec {
    // an older version used 1 for a message about one entity
    private static final int CANDIDATE = 2;
    private static final int FRESHNESS = 3;
    private static final int CARRIER = 4;
    private static final int DEMANDS = 5;
    private static final int FACTS = 6;

    private MessageCodec() {}

    /** Encodes a message to the node stage. */
    public static byte[] encode(NodeMessage message) {
        ByteWriter writer = ByteWriter.versioned();
        if (message instanceof FactsChanged facts) {
            writer.octet(FACTS)
                    .text(facts.contributor())
                    .number(facts.entities().size());
            facts.entities().forEach(entity -> writeFacts(writer, entity));
        } else if (message instanceof RelationshipCandidate candidate) {
            writer.octet(CANDIDATE).text(candidate.type());
            writeNode(writer, candidate.from());
            writeBody(writer, candidate.properties());
        } else if (message instanceof SyncFreshness freshness) {
            writer.octet(FRESHNESS)
                    .text(freshness.record().groupType())
                    .text(freshness.record().groupId())
                    .text(freshness.record().syncedType())
                    .text(freshness.scopeKey())
                    .optionalNumber(freshness.completedStart());
        }
        writeProvenance(writer, message.provenance());
        return writer.toBytes();
    }

    /** Decodes a message to the node stage. */
    public static NodeMessage decodeNode(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        int kind = reader.octet();
        return switch (kind) {
            case FACTS -> {
                String contributor = reader.text();
                int size = reader.count();
                List<EntityFacts> entities = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    entities.add(readFacts(reader));
                }
                yield new FactsChanged(contributor, entities, readProvenance(reader));
            }
            case CANDIDATE ->
                new RelationshipCandidate(reader.text(), readNode(reader), readBody(reader), readProvenance(reader));
            case FRESHNESS -> {
                SyncRecord record = new SyncRecord(reader.text(), reader.text(), reader.text());
                yield new SyncFreshness(record, reader.text(), reader.optionalNumber(), readProvenance(reader));
            }
            default -> throw unknown(kind);
        };
    }

    /** Encodes a message to the lookup stage. */
    public static byte[] encode(LookupMessage message) {
        ByteWriter writer = ByteWriter.versioned();
        if (message instanceof CarrierChanged carrier) {
            writer.octet(CARRIER);
            writeNode(writer, carrier.node());
            writer.flag(carrier.carries());
        } else if (message instanceof DemandsChanged demands) {
            writer.octet(DEMANDS)
                    .text(demands.contributor())
                    .number(demands.changes().size());
            for (DemandChange change : demands.changes()) {
                writer.text(change.type());
                writeNode(writer, change.anchor());
                writer.flag(change.direction() == LookupDirection.OUTWARD);
                writeDeclaration(writer, change.change());
            }
        }
        writeProvenance(writer, message.provenance());
        return writer.toBytes();
    }

    /** Decodes a message to the lookup stage. */
    public static LookupMessage decodeLookup(byte[] encoded) {
        ByteReader reader = ByteReader.versioned(encoded);
        int kind = reader.octet();
        return switch (kind) {
            case CARRIER -> new CarrierChanged(readNode(reader), reader.flag(), readProvenance(reader));
            case DEMANDS -> {
                String contributor = reader.text();
                int size = reader.count();
                List<DemandChange> changes = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    changes.add(new DemandChange(
                            reader.text(),
                            readNode(reader),
                            LookupDirection.of(reader.flag()),
                            readDeclaration(reader)));
                }
                yield new DemandsChanged(contributor, changes, readProvenance(reader));
            }
            default -> throw unknown(kind);
        };
    }

    private static CodecException unknown(int kind) {
        return CodecException.unknown("message", kind);
    }

    private static void writeNode(ByteWriter writer, EntityKey.Node node) {
        writer.text(node.label()).text(node.id());
    }

    private static EntityKey.Node readNode(ByteReader reader) {
        return new EntityKey.Node(reader.text(), reader.text());
    }

    private static void writeFacts(ByteWriter writer, EntityFacts facts) {
        RelationshipEnd end = facts.relationship();
        writer.flag(end != null);
        if (end != null) {
            writer.text(end.type());
            writeNode(writer, end.to());
        }
        writer.number(facts.changes().size());
        facts.changes().forEach(change -> writeDeclaration(writer, change));
    }

    private static EntityFacts readFacts(ByteReader reader) {
        RelationshipEnd end = reader.flag() ? new RelationshipEnd(reader.text(), readNode(reader)) : null;
        int size = reader.count();
        List<DeclarationChange> changes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            changes.add(readDeclaration(reader));
        }
        return new EntityFacts(end, changes);
    }

    private static void writeDeclaration(ByteWriter writer, DeclarationChange change) {
        writer.text(change.declaration())
                .octet(change.rank().number())
                .octet(change.earlierRanks().bits());
        writeBody(writer, change.body());
    }

    private static DeclarationChange readDeclaration(ByteReader reader) {
        return new DeclarationChange(
                reader.text(), AssertionRank.ofNumber(reader.octet()), new RankSet(reader.octet()), readBody(reader));
    }

    private static void writeBody(ByteWriter writer, @Nullable AssertionBody body) {
        writer.flag(body != null);
        if (body != null) {
            writer.bytes(body.bytes());
        }
    }

    private static @Nullable AssertionBody readBody(ByteReader reader) {
        return reader.flag() ? AssertionBody.of(reader.bytes()) : null;
    }

    /** Appends a provenance. */
    public static void writeProvenance(ByteWriter writer, Provenance provenance) {
        writer.text(provenance.provider())
                .text(provenance.account())
                .optionalText(provenance.syncId())
                .signed(provenance.effectiveTime());
    }

    /** Reads a provenance. */
    public static Provenance readProvenance(ByteReader reader) {
        return new Provenance(reader.text(), reader.text(), reader.optionalText(), reader.signed());
    }
}
