package io.cartostream.models.cartography;

import io.cartostream.models.ModelSet;
import io.cartostream.models.declaration.NodeDeclaration;
import io.cartostream.models.declaration.OntologyDeclaration;
import io.cartostream.models.declaration.RelationshipDeclaration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Writes {@code coverage.md}: the models against Cartography's schema, label by label, and its cases, one by one. */
final class CoveragePage {
    /** Schemas that are fed by API answers which we collect; the other schemas of a label are fed by others. */
    private static final Set<String> FED = Set.of(
            "AWSAccountSchema",
            "EC2InstanceSchema",
            "AWSInternetGatewaySchema",
            "EC2Ipv6AddressSchema",
            "EC2KeyPairSchema",
            "EC2KeyPairInstanceSchema",
            "EC2NetworkInterfaceInstanceSchema",
            "EC2NetworkInterfaceSchema",
            "EC2PrivateIpNetworkInterfaceSchema",
            "EC2ReservationSchema",
            "RouteTableAssociationSchema",
            "RouteTableSchema",
            "RouteSchema",
            "IpPermissionInboundSchema",
            "IpRangeSchema",
            "IpRuleSchema",
            "EC2SecurityGroupSchema",
            "EC2SecurityGroupInstanceSchema",
            "EC2SecurityGroupNetworkInterfaceSchema",
            "EC2SubnetInstanceSchema",
            "EC2SubnetNetworkInterfaceSchema",
            "EC2SubnetSchema",
            "EBSVolumeInstanceSchema",
            "EBSVolumeSchema",
            "AWSVpcSchema",
            "AWSIPv4CidrBlockSchema",
            "AWSIPv6CidrBlockSchema",
            "AutoScalingGroupSchema",
            "EC2InstanceAutoScalingGroupSchema",
            "EC2SubnetAutoScalingGroupSchema",
            "ElasticIPAddressSchema",
            "EC2ImageSchema",
            "LaunchConfigurationSchema",
            "LaunchTemplateVersionSchema",
            "LaunchTemplateSchema",
            "ELBListenerSchema",
            "LoadBalancerSchema",
            "EC2NetworkAclEgressRuleSchema",
            "EC2NetworkAclInboundRuleSchema",
            "EC2NetworkAclSchema",
            "EC2ReservedInstanceSchema",
            "AWSRouteTableVPCEndpointSchema",
            "EC2SecurityGroupVPCEndpointSchema",
            "EBSSnapshotSchema",
            "EC2SubnetVPCEndpointSchema",
            "AWSTransitGatewayAttachmentSchema",
            "AWSTransitGatewaySchema",
            "AWSTransitGatewayRouteTableSchema",
            "AWSVpcEndpointSchema",
            "AWSAccountVPCPeeringSchema",
            "AWSPeeringConnectionSchema",
            "LoadBalancerV2Schema",
            "ELBV2ListenerSchema",
            "ELBV2TargetGroupSchema",
            "AWSTransitGatewayRouteSchema",
            "AWSTransitGatewayRouteTableAssociationSchema",
            "AWSTransitGatewayRouteTablePropagationSchema",
            "AWSAccountSummarySchema",
            "AWSAccountAWSRoleSchema",
            "AccountAccessKeySchema",
            "AWSFederatedPrincipalSchema",
            "AWSGroupSchema",
            "AWSInlinePolicySchema",
            "InstanceProfileSchema",
            "AWSManagedPolicySchema",
            "AWSMfaDeviceSchema",
            "AWSPolicyStatementSchema",
            "AWSRoleSchema",
            "AWSRootPrincipalSchema",
            "AWSSAMLProviderSchema",
            "AWSServerCertificateSchema",
            "AWSServicePrincipalSchema",
            "AWSUserSchema",
            "AWSOrganizationAccountSchema",
            "AWSOrganizationRootSchema",
            "AWSOrganizationSchema",
            "AWSOrganizationalUnitSchema",
            "AWSTagSchema",
            "S3AccountPublicAccessBlockSchema",
            "S3AclSchema",
            "S3BucketSchema",
            "S3BucketEncryptionSchema",
            "S3BucketLoggingSchema",
            "S3BucketOwnershipSchema",
            "S3BucketPolicySchema",
            "S3BucketPublicAccessBlockSchema",
            "S3BucketVersioningSchema",
            "S3PolicyStatementSchema",
            "GCPProjectSchema",
            "GCPBucketSchema",
            "GCPBucketLabelSchema",
            "GCPBucketGCPLabelSchema",
            "GCPPolicyBindingSchema");

    private final StringBuilder page = new StringBuilder();
    private final Map<String, List<NodeDeclaration>> ours = new TreeMap<>();
    private final Map<String, String> reasons = KnownDepartures.file("reasons.yaml");
    private final List<String> unexplained = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();

    private CoveragePage(ModelSet models) {
        Stream.concat(
                        models.types().stream().flatMap(type -> type.body().allNodes()),
                        models.accounts().stream()
                                .flatMap(account -> account.body().allNodes()))
                .forEach(node -> ours.computeIfAbsent(node.label(), label -> new ArrayList<>())
                        .add(node));
    }

    /**
     * The page's text.
     *
     * @param unexplained takes what is missing without a reason
     */
    static String of(ModelSet models, Path folder, List<String> unexplained) throws Exception {
        CoveragePage writer = new CoveragePage(models);
        writer.head();
        for (String provider : List.of("aws", "gcp")) {
            writer.provider(provider, SchemaEntry.all(folder, provider));
        }
        writer.cases(models, folder);
        unexplained.addAll(writer.unexplained);
        writer.reasons.keySet().stream()
                .filter(key -> !writer.used.contains(key))
                .forEach(key -> unexplained.add("a reason that nothing needs: " + key));
        writer.page.append(KnownDepartures.text("coverage-tail.md"));
        return writer.page.toString().stripTrailing() + "\n";
    }

    private void head() {
        page.append(KnownDepartures.text("coverage-head.md"));
    }

    private void provider(String provider, List<SchemaEntry> schemas) {
        Map<String, List<SchemaEntry>> fed = new TreeMap<>();
        Map<String, Set<String>> rest = new TreeMap<>();
        Set<String> all = new TreeSet<>();
        for (SchemaEntry schema : schemas) {
            all.add(schema.label());
            boolean namesake = schema.label().equals("GCPIpRange"); // its schema has the name of AWSIpRange's
            if (FED.contains(schema.name()) && !namesake) {
                fed.computeIfAbsent(schema.label(), label -> new ArrayList<>()).add(schema);
            }
        }
        schemas.stream().filter(schema -> !fed.containsKey(schema.label())).forEach(schema -> rest.computeIfAbsent(
                        schema.module(), module -> new TreeSet<>())
                .add(schema.label()));
        page.append("## ").append(provider).append("\n\n");
        page.append("%d of Cartography's %d labels.\n\n".formatted(fed.size(), all.size()));
        page.append("| label | further labels | properties | relationships | missing, with the reason |\n"
                + "|---|---|---|---|---|\n");
        fed.forEach(this::label);
        page.append("\nLabels that are not covered yet, by service:\n\n");
        rest.forEach((module, labels) -> page.append("- ")
                .append(module)
                .append(": ")
                .append(String.join(", ", labels))
                .append('\n'));
        page.append('\n');
    }

    private void label(String label, List<SchemaEntry> schemas) {
        Set<String> labels = new TreeSet<>();
        Set<String> properties = new TreeSet<>();
        Set<String> relationships = new TreeSet<>();
        for (SchemaEntry schema : schemas) {
            labels.addAll(schema.labels());
            properties.addAll(schema.properties());
            relationships.addAll(schema.relationships());
        }
        Map<String, String> missing = new LinkedHashMap<>();
        int haveLabels = count(labels, ourLabels(label), label + ":", missing);
        int haveProperties = count(properties, ourProperties(label), label + ".", missing);
        int haveRelationships = count(relationships, ourRelationships(label), label + " ", missing);
        page.append("| `%s` | %d/%d | %d/%d | %d/%d | %s |\n"
                .formatted(
                        label,
                        haveLabels,
                        labels.size(),
                        haveProperties,
                        properties.size(),
                        haveRelationships,
                        relationships.size(),
                        String.join("; ", missing.values())));
    }

    private int count(Set<String> wanted, Set<String> have, String prefix, Map<String, String> missing) {
        int count = 0;
        for (String one : wanted) {
            if (have.contains(one)) {
                count++;
                continue;
            }
            String reason = reasons.get(prefix + one);
            used.add(prefix + one);
            if (reason == null) {
                unexplained.add(prefix + one);
            }
            missing.put(one, "`" + one + "`: " + reason);
        }
        return count;
    }

    private List<NodeDeclaration> declared(String label) {
        return ours.getOrDefault(label, List.of());
    }

    private Set<String> ourLabels(String label) {
        Set<String> labels = new TreeSet<>();
        declared(label).forEach(node -> node.labels().forEach(further -> labels.add(further.label())));
        return labels;
    }

    private Set<String> ourProperties(String label) {
        Set<String> properties = new TreeSet<>(Set.of("id"));
        for (NodeDeclaration node : declared(label)) {
            properties.addAll(node.properties().keySet());
            OntologyDeclaration ontology = node.ontology();
            if (ontology != null) {
                properties.add(OntologyDeclaration.PREFIX + "source");
                ontology.fields().keySet().forEach(field -> properties.add(OntologyDeclaration.PREFIX + field));
            }
        }
        return properties;
    }

    /** A relationship may be declared at either end. */
    private Set<String> ourRelationships(String label) {
        Set<String> relationships = new TreeSet<>();
        ours.forEach((other, nodes) -> nodes.forEach(node -> {
            for (RelationshipDeclaration relationship : node.relationships()) {
                if (other.equals(label)) {
                    relationships.add(
                            SchemaEntry.describe(relationship.type(), relationship.outward(), relationship.label()));
                }
                if (carries(label, relationship.label())) {
                    relationships.add(SchemaEntry.describe(relationship.type(), !relationship.outward(), other));
                    ourLabels(other)
                            .forEach(further -> relationships.add(
                                    SchemaEntry.describe(relationship.type(), !relationship.outward(), further)));
                }
            }
        }));
        // a relationship to a node counts for the families that the node belongs to
        for (String found : Set.copyOf(relationships)) {
            ours.keySet().stream()
                    .filter(target -> found.contains("(" + target + ")"))
                    .forEach(target -> ourLabels(target)
                            .forEach(further ->
                                    relationships.add(found.replace("(" + target + ")", "(" + further + ")"))));
        }
        return relationships;
    }

    private boolean carries(String label, String wanted) {
        return label.equals(wanted) || ourLabels(label).contains(wanted);
    }

    private void cases(ModelSet models, Path folder) throws Exception {
        page.append("## Cartography's own cases\n\n");
        page.append("The raw input of each step of Cartography's cases that belongs to a type which we cover, and the"
                + " graph after");
        page.append(" that step: identities, labels, properties and relationships.\n\n");
        page.append("| case and step | resource type | result |\n|---|---|---|\n");
        int exact = 0;
        int known = 0;
        Map<String, List<String>> notRun = new TreeMap<>();
        List<CaseStep> steps = CaseStep.all(folder, (id, function) -> notRun.computeIfAbsent(
                        function.substring("cartography.intel.".length()), key -> new ArrayList<>())
                .add(id));
        for (CaseStep step : steps) {
            Set<String> departures = new TreeSet<>();
            List<String> differences = step.differences(models);
            for (String difference : differences) {
                departures.add(KnownDepartures.of(difference).orElse(difference));
            }
            exact += departures.isEmpty() ? 1 : 0;
            known += differences.stream().allMatch(difference -> KnownDepartures.of(difference)
                            .isPresent())
                    ? 1
                    : 0;
            page.append("| %s | `%s` | %s |\n"
                    .formatted(
                            step.id(),
                            String.join("`, `", step.types()),
                            (step.deletes() ? "with deletions: " : "")
                                    + (departures.isEmpty()
                                            ? "exact"
                                            : "exact but for "
                                                    + String.join(", ", departures)
                                                            .replace("|", "\\|"))));
        }
        page.append("\n%d of %d steps are exact; %d of %d (%.1f %%) are exact or show listed departures only.\n"
                .formatted(exact, steps.size(), known, steps.size(), 100.0 * known / steps.size()));
        page.append("Steps that sync the same types again are run after the earlier ones, deletions included.\n");
        KnownDepartures.read().forEach((departure, reason) -> page.append("\n- *")
                .append(departure)
                .append("*: ")
                .append(reason.strip())
                .append('\n'));
        notRun(notRun);
        documented();
    }

    private void notRun(Map<String, List<String>> notRun) {
        int count = notRun.values().stream().mapToInt(List::size).sum();
        page.append("\n### Steps that are not run\n\n");
        page.append("%d steps have raw input that none of our types reads, or not in a form that its reader maps.\n\n"
                .formatted(count));
        page.append("| function | steps |\n|---|---|\n");
        notRun.forEach((function, ids) -> page.append("| `%s` | %s |\n".formatted(function, String.join(", ", ids))));
    }

    private void documented() {
        page.append("\n## Different on purpose\n\nThese departures show in no case.\n");
        KnownDepartures.documented().forEach((subject, reason) -> page.append("\n- *")
                .append(subject)
                .append("*: ")
                .append(reason.strip())
                .append('\n'));
        page.append('\n');
    }
}
