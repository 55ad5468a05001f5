// SPDX-License-Identifier: Apache-2.0

extension NameWords {
    /// Spanish.
    static let es: NameWords = {
        var words = NameWords()
        words.always = [
            "apellido", "apellidos", "primerapellido", "segundoapellido", "nombrecompleto", "nombrecliente",
            "nombreusuario", "nombreempleado", "nombreoperador", "telefono", "telefonos", "telefonomovil",
            "numerotelefono", "correoelectronico", "correo", "fechanacimiento", "lugarnacimiento",
            "domicilio",
            "direccionpostal", "matricula", "numeroserie", "numserie", "nserie", "noserie", "dni", "nie",
            "nif", "pasaporte", "seguridadsocial", "numerobastidor", "bastidor", "numerocliente",
            "numeroempleado", "tarjetacredito",
        ]
        words.alone = [
            "nombre", "nombres", "movil", "celular", "calle", "cliente", "empleado", "empleada", "operador",
            "operadora", "operario", "operaria", "trabajador", "trabajadora", "propietario", "usuario",
            "usuaria", "latitud", "nacimiento",
        ]
        words.qualifiers = ["numero", "codigo", "clave"]
        words.keys = ["numero", "codigo", "clave"]
        words.fillers = ["de", "del", "el", "la", "los"]
        words.births = ["fechanacimiento", "nacimiento"]
        words.confirmed = [
            "telefono": .phone, "telefonos": .phone, "telefonomovil": .phone, "numerotelefono": .phone,
            "movil": .phone, "celular": .phone, "correoelectronico": .email, "correo": .email,
            "dni": .spanishDNI, "nie": .spanishDNI, "nif": .spanishDNI, "matricula": .plate,
            "bastidor": .vin, "numerobastidor": .vin, "latitud": .coordinates,
        ]
        return words
    }()
}
