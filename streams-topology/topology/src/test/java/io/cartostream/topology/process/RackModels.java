package io.cartostream.topology.process;

/** Models of the tests: servers in racks, and near racks that they know by name only. */
final class RackModels {

    /** A file of the models' folder. */
    static final String TEXT = """
            provider: lab
            service: rack
            types:
              rack.server:
                title: Servers
                operation: lab:ListServers
                items: "@"
                synced type: LabServer
                nodes:
                  - label: LabServer
                    id: Id
                    properties: {name: Name}
                    relationships:
                      - {type: IN_RACK, to: LabRack, where: {id: Rack}}
                      - {type: NEAR, to: LabRack, where: {name: Near}}
              rack.rack:
                title: Racks
                operation: lab:ListRacks
                items: "@"
                synced type: LabRack
                nodes:
                  - label: LabRack
                    id: Id
                    properties: {name: Name}
            """;

    private RackModels() {}
}
