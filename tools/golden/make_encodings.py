#!/usr/bin/env python3
"""Records what Python's codecs make of texts in many encodings into tests/golden/encodings.json.

    python3 tools/golden/make_encodings.py
Each text is a small table in one language. `guess` is what a reader should take the bytes for, where
they do not tell: GB18030 and WINDOWS-1252 are guessed, everything else has to be named (null).
"""
import json
import os

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")

CHINESE = ("城市,天气,温度\n北京,晴,21.5\n上海,多云,24\n广州市天河区,雷阵雨,30.25\n"
           "成都,“阴转小雨”,18\n武汉,晴间多云；东南风三级,26\n西安,沙尘,19\n")
RARE = "姓名,字\n朱镕基,镕\n㐀㐁,䶮\n𠮷野,𠀀\nａ，１,€\n"  # four bytes each, some outside GBK
GERMAN = "Straße,Größe\nMünchen,1.5\nKöln – Süd,2\n„Zürich“,3\nÖhringen,4\n"
FRENCH = "prénom,âge\nRenée,31\nFrançois,42\nœuvre à 5 €,7\nÇa «va»,8\n"
SPANISH = "año,niño\n1999,sí\n2000,mañana\n¿qué?,n.º 5\n"
RUSSIAN = "город,погода\nМосква,ясно\nКазань,дождь\nНовосибирск,облачно\n"
JAPANESE = "都市,天気\n東京,晴れのち曇り\n大阪,あめ\nさっぽろ,ゆき\nカタカナ,テスト\n"
KOREAN = "도시,날씨\n서울,맑음\n부산,흐림\n대구광역시,비가 온다\n인천,눈이 내린다\n"
TAIWAN = "城市,天氣\n臺北,晴\n高雄,多雲時陰\n臺中,有雨\n花蓮,颱風警報\n"
GREEK = "πόλη,καιρός\nΑθήνα,ήλιος\nΘεσσαλονίκη,βροχή\n"

CASES = [
    ("Chinese in GB18030", CHINESE, "gb18030", "GB18030"),
    ("Chinese in GBK", CHINESE, "gbk", "GB18030"),
    ("Chinese in GB2312", CHINESE, "gb2312", "GB18030"),
    ("Chinese, few characters", "类别,x\n好,1\n坏,2\n", "gbk", "GB18030"),
    ("Chinese in UTF-16LE", CHINESE, "utf-16-le", "UTF-16LE"),
    ("Chinese in UTF-16BE", CHINESE, "utf-16-be", "UTF-16BE"),
    ("Chinese in UTF-8", CHINESE, "utf-8", "UTF-8"),
    ("rare characters in GB18030", RARE, "gb18030", None),
    ("rare characters in UTF-16LE", RARE, "utf-16-le", "UTF-16LE"),
    ("rare characters in UTF-8", RARE, "utf-8", "UTF-8"),
    ("German", GERMAN, "cp1252", "WINDOWS-1252"),
    ("German in Latin-1", GERMAN.translate({0x201e: '"', 0x201c: '"', 0x2013: "-"}), "latin-1",
     "WINDOWS-1252"),
    ("German in UTF-16LE", GERMAN, "utf-16-le", "UTF-16LE"),
    ("French", FRENCH, "cp1252", "WINDOWS-1252"),
    ("French in UTF-16BE", FRENCH, "utf-16-be", "UTF-16BE"),
    ("French in UTF-8", FRENCH, "utf-8", "UTF-8"),
    ("Spanish", SPANISH, "cp1252", "WINDOWS-1252"),
    ("Spanish in Latin-1", SPANISH, "latin-1", "WINDOWS-1252"),
    ("Russian in Windows-1251", RUSSIAN, "cp1251", None),
    ("Russian in KOI8-R", RUSSIAN, "koi8-r", None),
    ("Japanese in Shift-JIS", JAPANESE, "shift_jis", None),
    ("Japanese in EUC-JP", JAPANESE, "euc_jp", None),
    ("Korean in EUC-KR", KOREAN, "euc_kr", None),
    ("Taiwan in Big5", TAIWAN, "big5", None),
    ("Greek in Windows-1253", GREEK, "cp1253", None),
]


def main():
    cases = []
    for name, text, encoding, guess in CASES:
        data = text.encode(encoding)
        assert data.decode(encoding) == text
        cases.append({"name": name, "text": text, "encoding": encoding.replace("-le", "le").replace(
            "-be", "be").replace("utf-16le", "UTF-16LE").replace("utf-16be", "UTF-16BE"),
            "hex": data.hex(), "guess": guess})
    with open(os.path.join(ROOT, "tests", "golden", "encodings.json"), "w") as file:
        json.dump(cases, file, ensure_ascii=False, indent=0)
        file.write("\n")


main()
