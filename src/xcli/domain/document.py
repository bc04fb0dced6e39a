"""The documents by which people and bodies prove who they are."""

from xcli.domain.code import CodeList, code
from xcli.text import Text

DOCUMENT = CodeList("document_kind", Text("证件类型", "kinds of document"), (
    code("id_card", "身份证", "identity card", "居民身份证", "居民身份证号"),
    code("residence_permit", "港澳台居民居住证", "residence permit", "港澳居民居住证", "台湾居民居住证"),
    code("passport", "护照", "passport"),
    code("credit_code", "统一社会信用代码", "social credit code", "信用代码", "营业执照"),
    code("other", "其他证件", "other document"),
))
